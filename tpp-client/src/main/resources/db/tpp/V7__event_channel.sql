-- How we hear of each bank's events, and how that goes.
create table event_channel (
  bank_id varchar(100) primary key,
  channel varchar(10) not null,
  pushed bigint not null,
  last_push_at timestamp(3) with time zone,
  polled bigint not null,
  polls bigint not null,
  last_poll_at timestamp(3) with time zone,
  poll_failure varchar(1000),
  refused bigint not null,
  missed bigint not null,
  last_missed_at timestamp(3) with time zone,
  gaps bigint not null
);

-- The consent under which a bank is connected, as the pages tell it.
alter table bank_status add column consent_id varchar(200);
alter table bank_status add column connected_at timestamp(3) with time zone;
