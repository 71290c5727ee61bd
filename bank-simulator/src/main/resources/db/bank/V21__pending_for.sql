-- Whom a notification waits for; null once it is settled. What waits is found by it alone: a row that is settled goes to the end of
-- these indexes, together with all that were settled before, not to a page of its own in each.
alter table notification add column pending_for varchar(40)
  generated always as (case when status = 'PENDING' then subscription_id end) ${stored};

drop index notification_by_key;
drop index notification_by_status;
create index notification_pending on notification (pending_for, seq, event_key);
create index notification_pending_of_key on notification (pending_for, event_key, seq);
create index notification_by_status on notification (status, seq, subscription_id);
