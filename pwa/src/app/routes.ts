/** Every screen and its address: the floor in the first load, office, board and labels when they are opened. */

import CheckScreen from "../checking/CheckScreen.vue";
import CountScreen from "../counting/CountScreen.vue";
import OutboxScreen from "../outbox/OutboxScreen.vue";
import MeScreen from "../people/MeScreen.vue";
import PairScreen from "../people/PairScreen.vue";
import SignIn from "../people/SignIn.vue";
import PickScreen from "../picking/PickScreen.vue";
import TasksScreen from "../tasks/TasksScreen.vue";
import type { Route } from "./router";

export const routes: Route[] = [
  { path: "/", screen: TasksScreen },
  { path: "/sign-in", screen: SignIn, open: true },
  { path: "/pair/:code", screen: PairScreen, open: true },
  { path: "/outbox", screen: OutboxScreen, open: true },
  { path: "/me", screen: MeScreen },
  { path: "/pick/:task", screen: PickScreen },
  { path: "/check/:task", screen: CheckScreen },
  { path: "/count/:task", screen: CountScreen },
  { path: "/board", screen: () => import("../board/BoardScreen.vue") },
  { path: "/cards", screen: () => import("../cards/CardsScreen.vue") },
  { path: "/labels", screen: () => import("../labels/LabelsScreen.vue") },
  { path: "/orders", screen: () => import("../office/OrdersScreen.vue") },
  { path: "/orders/:order", screen: () => import("../office/OrderScreen.vue") },
  { path: "/stock", screen: () => import("../office/StockScreen.vue") },
  { path: "/counts", screen: () => import("../office/CountsScreen.vue") },
  { path: "/import", screen: () => import("../office/ImportScreen.vue") },
  { path: "/reviews", screen: () => import("../office/ReviewsScreen.vue") },
  { path: "/devices", screen: () => import("../office/DevicesScreen.vue") },
  { path: "/users", screen: () => import("../office/UsersScreen.vue") },
];
