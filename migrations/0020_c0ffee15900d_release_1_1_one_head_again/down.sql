-- c0ffee15900d_release_1_1.py:23
DROP INDEX idx_jobs_script_state;
