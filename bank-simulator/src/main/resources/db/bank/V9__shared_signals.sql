-- A subscription is Open Banking's (OBIE), or a stream of Shared Signals (SSF) with what only streams have, as JSON.
alter table event_subscription add column encoding varchar(8) default 'OBIE' not null;
alter table event_subscription add column stream varchar(60000);
alter table event_subscription drop constraint event_subscription_client;
alter table event_subscription add constraint event_subscription_client unique (client_id, encoding);
