-- 9f8e7d6c5b4a_job_queue.py:23
CREATE TABLE jobs (
    id INTEGER NOT NULL,
    script_id INTEGER NOT NULL,
    state VARCHAR(20) DEFAULT 'queued' NOT NULL,
    payload JSON DEFAULT '[]' NOT NULL,
    cost NUMERIC(10, 2) DEFAULT '0.00' NOT NULL,
    run_at DATETIME NOT NULL,
    run_on DATE,
    CONSTRAINT pk_jobs PRIMARY KEY (id),
    CONSTRAINT fk_jobs_script_id_scripts FOREIGN KEY(script_id) REFERENCES scripts (id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- 9f8e7d6c5b4a_job_queue.py:35
CREATE INDEX idx_jobs_queued ON jobs (run_at) WHERE state = 'queued';

-- 9f8e7d6c5b4a_job_queue.py:43
ALTER TABLE audit_logs ADD COLUMN job_id INTEGER;
