"""Killed at any moment, a shop keeps every act that was acknowledged."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from boapp.storage.check import check
from boapp.storage.database import Database
from boapp.storage.tables.shop import acts
from tests.conftest import SOAK
from tests.storage.builders import stock_a_shop

KILLS = 200 if SOAK else 20

# A parent that never opens the shop starts children that write and acknowledge, and kills them.
_KILLER = """
import json, os, random, signal, sys, time
from datetime import timedelta
from boapp.domain.decisions import ActKind, AllocationChange, Decision, Movement, MovementKind, SupplyChange
from boapp.storage import records
from boapp.storage.database import Database
from boapp.storage.situations import load_situation
from tests.storage.builders import TODAY, an_act

path, kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random.seed(seed)

def write_for_ever(acknowledge):
    database = Database.open(path)
    while True:
        act = an_act(ActKind.COUNT)
        with database.write() as tx:
            situation = load_situation(tx, TODAY)
            here = situation.supplies[0]
            held = sum(part.quantity for part in situation.allocations if part.line_id == 1)
            records.write(tx, Decision(
                act,
                movements=(Movement(1, 10_000, MovementKind.COUNT),),
                supplies=(SupplyChange(here.supply_id, 1, here.quantity, here.quantity + 10_000),),
                allocations=(AllocationChange(1, here.supply_id, 1, held, 50_000 if held != 50_000 else 0),),
            ))
        os.write(acknowledge, f"{act.act_uuid}\\n".encode())

acknowledged = []
for number in range(kills):
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            write_for_ever(writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as said:
        if number % 4:  # each fourth is killed before it may have done anything
            acknowledged.append(said.readline().strip())
        time.sleep(random.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        acknowledged += said.read().split()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "a child ended by itself"
print(json.dumps(acknowledged))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_that_no_acknowledged_act_is_lost(shop_file: Path) -> None:
    database = Database.open(shop_file)
    stock_a_shop(database)
    database.close()
    seed = random.randrange(10**6)
    done = subprocess.run(
        [sys.executable, "-c", _KILLER, str(shop_file), str(KILLS), str(seed)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent.parent,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    acknowledged = set(json.loads(done.stdout))
    assert len(acknowledged) >= KILLS * 3 // 4, f"too few acts to say anything (seed {seed})"
    database = Database.open(shop_file)
    with database.read() as tx:
        kept = set(tx.connection.execute(acts.select().with_only_columns(acts.c.act_uuid)).scalars())
        assert acknowledged - kept == set(), f"seed {seed}"
        assert check(tx) == []
    database.close()
