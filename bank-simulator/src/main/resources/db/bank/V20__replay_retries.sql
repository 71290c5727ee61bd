-- A replay that is not getting on: failures in a row, and when it is looked at again, by whichever node.
-- rejected: those that the TPP said it would never take.
alter table replay add column failures integer default 0 not null;
alter table replay add column not_before timestamp(3) with time zone;
alter table replay add column rejected bigint default 0 not null;
