-- 9f8e7d6c5b4a_job_queue.py:47
ALTER TABLE audit_logs DROP COLUMN job_id;

-- 9f8e7d6c5b4a_job_queue.py:48
DROP INDEX idx_jobs_queued;

-- 9f8e7d6c5b4a_job_queue.py:49
DROP TABLE jobs;
