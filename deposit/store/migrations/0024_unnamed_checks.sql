-- The checks that a later picture of their batch must be compared with whatever its own line says:
-- those that no line names.  They are few; a walk through the batch for each check was not.
CREATE INDEX unnamed_check ON check_picture (lockbox_id, business_day) WHERE is_named = 0;
