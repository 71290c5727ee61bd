-- Calls for data, and the bytes of their answers, by bank and by what they were made for. A figure
-- is the sum over its stripes, so that writers seldom meet.
create table call_total (
  bank_id varchar(100) not null,
  cause varchar(20) not null,
  stripe integer not null,
  calls bigint not null,
  bytes bigint not null,
  primary key (bank_id, cause, stripe)
);

-- How long the changes that events told of took to be shown, and how long they would have taken.
create table staleness_total (
  approach varchar(30) not null,
  stripe integer not null,
  changes bigint not null,
  total_ms bigint not null,
  longest_ms bigint not null,
  primary key (approach, stripe)
);

-- Since when a poller would be at work at a bank that is connected now; seen is when we last were.
create table poll_session (
  bank_id varchar(100) primary key,
  since timestamp(3) with time zone not null,
  seen timestamp(3) with time zone not null,
  polls_at_once integer not null
);

-- Polls of the times that are over.
create table ended_polls (
  bank_id varchar(100) not null,
  approach varchar(30) not null,
  polls bigint not null,
  primary key (bank_id, approach)
);

-- The chart: calls so far, at some moments.
create table call_sample (
  at timestamp(3) with time zone not null,
  approach varchar(30) not null,
  calls bigint not null,
  primary key (at, approach)
);

alter table meter_total add column bytes bigint default 0 not null;
delete from meter_total where name = 'API_CALLS';

insert into poll_session (bank_id, since, seen, polls_at_once)
  select c.bank_id, t.since, t.since, 0
  from connected_time t join bank_connection c on c.connection_id = t.connection_id
  where t.until is null and c.ended_at is null;
drop table connected_time;
