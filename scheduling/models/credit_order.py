"""The database adds up a package's ledger itself: a line that does not follow from the last is refused."""

import pgtrigger


def in_order() -> pgtrigger.Trigger:
    """Each entry has the next number, and the last balance plus its own delta."""
    return pgtrigger.Trigger(
        name="in_order",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("before", "scheduling_creditentry%ROWTYPE")],
        func="""
SELECT * INTO before FROM scheduling_creditentry
 WHERE package_id = NEW.package_id ORDER BY number DESC LIMIT 1;
IF NEW.number <> COALESCE(before.number, 0) + 1 OR NEW.balance <> COALESCE(before.balance, 0) + NEW.delta THEN
    RAISE EXCEPTION 'the ledger does not add up'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_in_order', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
""",
    )
