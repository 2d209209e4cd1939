/** The codes that should be on the pallet: typed, pasted or scanned; kept while the app is open, handed in by others. */

import { ref } from "vue";

export const wish = ref<string[]>([]);
