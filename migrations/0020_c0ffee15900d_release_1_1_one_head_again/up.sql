-- c0ffee15900d_release_1_1.py:19
CREATE INDEX idx_jobs_script_state ON jobs (script_id, state);
