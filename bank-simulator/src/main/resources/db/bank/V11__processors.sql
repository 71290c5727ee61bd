-- Which processors have begun. One that begins from the beginning is given the log page by page; until then, how far it came.
create table processor (
  name varchar(64) primary key,
  begun_at timestamp(3) with time zone not null,
  caught_up boolean not null,
  after_at timestamp(3) with time zone,
  after_key varchar(64),
  after_version bigint
);
