-- What waits is read oldest first, with some keys passed over by the index alone; or that of one key, such as an account.
drop index notification_by_status;
create index notification_by_status on notification (status, subscription_id, seq, event_key);
create index notification_by_key on notification (status, subscription_id, event_key, seq);
