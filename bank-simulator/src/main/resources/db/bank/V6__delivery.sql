-- What one subscription is to be sent once more: from next_seq to last_seq, at speed times the pace of what happened.
create table replay (
  replay_id varchar(36) primary key,
  subscription_id varchar(40) not null,
  next_seq bigint not null,
  last_seq bigint not null,
  from_at timestamp(3) with time zone not null,
  speed double precision not null,
  started_at timestamp(3) with time zone not null,
  sent bigint not null,
  ended_at timestamp(3) with time zone,
  reason varchar(500)
);
