/** What a scan on the sign-in page may be: a badge, or the pairing code that a supervisor shows; pure. */

/** The 8 digits of a pairing QR (`https://host/#/pair/12345678`) or of the bare code; null for anything else. */
export function pairingIn(text: string): string | null {
  return /(?:^|#\/pair\/)(\d{8})$/.exec(text.trim())?.[1] ?? null;
}

/** The badge code without what a scanner adds around it. */
export function badgeIn(text: string): string {
  return text.trim().toUpperCase();
}
