"""Tasks over HTTP: light lists, and one task as phones get it."""

from typing import Annotated, Final, Literal

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery, PathParameter, QueryParameter

from server.people.views import SignedIn
from server.store.engine import Store
from server.tasks import views
from server.tasks.flow import PERMISSIONS
from server.tasks.steps import Task
from server.tasks.views import TaskLine

Warehouse = Annotated[int, QueryParameter(ge=1, le=2**53 - 1)]
Key = Annotated[int, PathParameter(ge=1, le=2**53 - 1)]
State = Literal["", "open", "leased", "done", "cancelled"]
Kind = Literal["", "pick", "check", "count", "relocate"]


@get("/api/tasks", sync_to_thread=True, tags=["tasks"])
def list_tasks(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Warehouse,
    in_state: Annotated[State, QueryParameter(name="state")] = "",
    kind: FromQuery[Kind] = "",
) -> list[TaskLine]:
    """At most 200 tasks, by priority, then due; those that are open or in somebody's hands when no state is named."""
    signed_in.enter(warehouse)
    states: list[str] = [in_state] if in_state else ["open", "leased"]
    with store.reader() as reader:
        return views.light(reader, warehouse, states, [kind] if kind else list(PERMISSIONS))


@get("/api/tasks/{task_id:int}", sync_to_thread=True, tags=["tasks"])
def one_task(signed_in: NamedDependency[SignedIn], store: NamedDependency[Store], task_id: Key) -> Task:
    """One task with its lines and steps."""
    with store.reader() as reader:
        signed_in.enter(views.task(reader, task_id).warehouse_id)
        return views.travelling(reader, [task_id])[0]


ROUTES: Final = [list_tasks, one_task]
