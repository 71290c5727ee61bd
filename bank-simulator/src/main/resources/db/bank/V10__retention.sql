-- What is to be forgotten, oldest first.
create index notification_settled on notification (settled_at);
create index notification_decision_age on notification_decision (decided_at);
create index alert_raised_age on alert_raised (raised_at);
