/** Every screen and its address: sign-in in the first load, the floor right behind it, the office when it is opened. */

import SignIn from "../people/SignIn.vue";
import type { Route } from "./router";

/** The screens of the floor, loaded once. */
export const floor = () => import("./floor");

/** The screens of the office that change what the house knows, loaded once: one entry here, not one for each. */
const desk = () => import("../office/desk");

export const routes: Route[] = [
  { path: "/", screen: () => floor().then((all) => ({ default: all.TasksScreen })) },
  { path: "/sign-in", screen: SignIn, open: true },
  { path: "/pair/:code", screen: () => import("../people/PairScreen.vue"), open: true },
  { path: "/outbox", screen: () => floor().then((all) => ({ default: all.OutboxScreen })), open: true },
  { path: "/me", screen: () => floor().then((all) => ({ default: all.MeScreen })) },
  { path: "/pick/:task", screen: () => floor().then((all) => ({ default: all.PickScreen })) },
  { path: "/check/:task", screen: () => floor().then((all) => ({ default: all.CheckScreen })) },
  { path: "/count/:task", screen: () => floor().then((all) => ({ default: all.CountScreen })) },
  { path: "/put-back/:task", screen: () => floor().then((all) => ({ default: all.PutBackScreen })) },
  { path: "/doctor", screen: () => import("../doctor/DoctorScreen.vue") },
  { path: "/pallet", screen: () => import("../pallet/PalletScreen.vue") },
  { path: "/desk", screen: () => import("../bridge/DeskScreen.vue") },
  { path: "/scan-for/:desk/:secret", screen: () => import("../bridge/ScanForScreen.vue"), open: true },
  { path: "/board", screen: () => import("../board/BoardScreen.vue") },
  { path: "/cards/:card", screen: () => import("../cards/CardsScreen.vue") },
  { path: "/stock/:item", screen: () => import("../office/StockScreen.vue") },
  { path: "/cards", screen: () => import("../cards/CardsScreen.vue") },
  { path: "/labels", screen: () => import("../labels/LabelsScreen.vue") },
  { path: "/orders", screen: () => import("../office/OrdersScreen.vue") },
  { path: "/orders/new", screen: () => desk().then((all) => ({ default: all.NewOrderScreen })) },
  { path: "/orders/:order", screen: () => import("../office/OrderScreen.vue") },
  { path: "/stock", screen: () => import("../office/StockScreen.vue") },
  { path: "/counts", screen: () => import("../office/CountsScreen.vue") },
  { path: "/import", screen: () => import("../office/ImportScreen.vue") },
  { path: "/reviews", screen: () => import("../office/ReviewsScreen.vue") },
  { path: "/devices", screen: () => import("../office/DevicesScreen.vue") },
  { path: "/items", screen: () => desk().then((all) => ({ default: all.ItemsScreen })) },
  { path: "/items/:item", screen: () => desk().then((all) => ({ default: all.ItemScreen })) },
  { path: "/parties", screen: () => desk().then((all) => ({ default: all.PartiesScreen })) },
  { path: "/warehouse", screen: () => desk().then((all) => ({ default: all.WarehouseScreen })) },
  { path: "/warehouse/:tab", screen: () => desk().then((all) => ({ default: all.WarehouseScreen })) },
  { path: "/roles", screen: () => desk().then((all) => ({ default: all.RolesScreen })) },
  { path: "/users/:user", screen: () => desk().then((all) => ({ default: all.UserScreen })) },
  { path: "/users", screen: () => import("../office/UsersScreen.vue") },
];
