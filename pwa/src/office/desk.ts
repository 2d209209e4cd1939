/** The screens that keep what the house knows: items, partners, places, people, and new orders. */

export { default as ItemScreen } from "./ItemScreen.vue";
export { default as ItemsScreen } from "./ItemsScreen.vue";
export { default as NewOrderScreen } from "./NewOrderScreen.vue";
export { default as PartiesScreen } from "./PartiesScreen.vue";
export { default as RolesScreen } from "./RolesScreen.vue";
export { default as UserScreen } from "./UserScreen.vue";
export { default as WarehouseScreen } from "./WarehouseScreen.vue";
