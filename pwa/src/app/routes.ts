/** Every screen and its address: sign-in in the first load, the floor right behind it, the office when it is opened. */

import PairScreen from "../people/PairScreen.vue";
import SignIn from "../people/SignIn.vue";
import type { Route } from "./router";

/** The screens of the floor, loaded once. */
export const floor = () => import("./floor");

export const routes: Route[] = [
  { path: "/", screen: () => floor().then((all) => ({ default: all.TasksScreen })) },
  { path: "/sign-in", screen: SignIn, open: true },
  { path: "/pair/:code", screen: PairScreen, open: true },
  { path: "/outbox", screen: () => floor().then((all) => ({ default: all.OutboxScreen })), open: true },
  { path: "/me", screen: () => floor().then((all) => ({ default: all.MeScreen })) },
  { path: "/pick/:task", screen: () => floor().then((all) => ({ default: all.PickScreen })) },
  { path: "/check/:task", screen: () => floor().then((all) => ({ default: all.CheckScreen })) },
  { path: "/count/:task", screen: () => floor().then((all) => ({ default: all.CountScreen })) },
  { path: "/put-back/:task", screen: () => floor().then((all) => ({ default: all.PutBackScreen })) },
  { path: "/board", screen: () => import("../board/BoardScreen.vue") },
  { path: "/cards/:card", screen: () => import("../cards/CardsScreen.vue") },
  { path: "/stock/:item", screen: () => import("../office/StockScreen.vue") },
  { path: "/cards", screen: () => import("../cards/CardsScreen.vue") },
  { path: "/labels", screen: () => import("../labels/LabelsScreen.vue") },
  { path: "/orders", screen: () => import("../office/OrdersScreen.vue") },
  { path: "/orders/new", screen: () => import("../office/NewOrderScreen.vue") },
  { path: "/orders/:order", screen: () => import("../office/OrderScreen.vue") },
  { path: "/stock", screen: () => import("../office/StockScreen.vue") },
  { path: "/counts", screen: () => import("../office/CountsScreen.vue") },
  { path: "/import", screen: () => import("../office/ImportScreen.vue") },
  { path: "/reviews", screen: () => import("../office/ReviewsScreen.vue") },
  { path: "/devices", screen: () => import("../office/DevicesScreen.vue") },
  { path: "/items", screen: () => import("../office/ItemsScreen.vue") },
  { path: "/items/:item", screen: () => import("../office/ItemScreen.vue") },
  { path: "/parties", screen: () => import("../office/PartiesScreen.vue") },
  { path: "/warehouse", screen: () => import("../office/WarehouseScreen.vue") },
  { path: "/warehouse/:tab", screen: () => import("../office/WarehouseScreen.vue") },
  { path: "/roles", screen: () => import("../office/RolesScreen.vue") },
  { path: "/users/:user", screen: () => import("../office/UserScreen.vue") },
  { path: "/users", screen: () => import("../office/UsersScreen.vue") },
];
