-- When an account was closed; null while it is open.
alter table account add column closed_at timestamp(3) with time zone;
