-- Finished jobs are forgotten after a while. The index spares a walk over the reports.

ALTER TABLE job ADD COLUMN settled INTEGER; -- when it was first seen to have finished; null: it has not been seen to
CREATE INDEX job_settled ON job (settled, created, state);
