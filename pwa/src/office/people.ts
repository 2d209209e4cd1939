/** What the server tells of people and roles, and how permissions are grouped on a screen; pure. */

export interface Granted {
  role: string;
  /** 0: everywhere. */
  warehouse: number;
}

export interface User {
  id: number;
  login: string;
  name: string;
  language: string;
  badge: string;
  active: boolean;
  has_password: boolean;
  has_pin: boolean;
  roles: string[];
  grants: Granted[];
}

export interface Permission {
  permission: string;
  /** Money in 1/10,000, 0 without limit. */
  amount_max: number;
}

export interface Role {
  code: string;
  name_zh: string;
  name_en: string;
  permissions: Permission[];
  users: number;
}

/** A role's name in a language; its code where the role is not known. */
export function roleName(code: string, roles: readonly Role[], language: string): string {
  const role = roles.find((each) => each.code === code);
  return role ? (language === "en" ? role.name_en : role.name_zh) : code;
}

/** Commands by their kind of work, in order: [["catalog", ["catalog.add_bin", …]], …]. */
export function byWork(permissions: readonly string[]): [string, string[]][] {
  const works = new Map<string, string[]>();
  for (const permission of permissions) {
    const work = permission.split(".")[0] ?? "";
    works.set(work, [...(works.get(work) ?? []), permission]);
  }
  return [...works].sort(([a], [b]) => a.localeCompare(b));
}

/** Whether a set of permissions covers one: by its own name, its work (`picking.*`), or all (`*`). */
export function covers(has: ReadonlySet<string>, permission: string): boolean {
  return has.has(permission) || has.has(`${permission.split(".")[0]}.*`) || has.has("*");
}
