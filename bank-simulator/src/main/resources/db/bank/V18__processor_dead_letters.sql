-- The events that a processor has given up. None is done again unless somebody puts it back into processor_inbox.
create table processor_dead_letter (
  processor varchar(64) not null,
  event_id varchar(36) not null,
  attempts integer not null,
  last_error varchar(500) not null,
  given_up_at timestamp(3) with time zone not null,
  primary key (processor, event_id)
);
