-- When a TPP last read with a consent, and how often: written a while after the read, for many reads at once.
create table consent_use (
  consent_id    varchar(64) not null primary key references consent (consent_id),
  reads         bigint      not null,
  last_read_at  timestamp(3) with time zone not null
);

-- Why the bank itself took a consent back, as a standard's status reason; null when it did not.
alter table consent add column status_reason varchar(4);
