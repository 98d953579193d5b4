-- 005_devices.py:35
DROP TABLE devices;
