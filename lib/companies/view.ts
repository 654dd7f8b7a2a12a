/** What the operator's page shows of companies. */
export type CompanyView = {
  id: string;
  name: string;
  slug: string;
  timeZone: string;
  helpDesk: string;
  created: { iso: string; label: string; title: string };
  status: { label: string; tone: 'ok' | 'warn' | 'idle'; mark: 'dot' | 'clock' | 'minus' };
  isActive: boolean;
  /** The first administrator has not come: another link can be sent. */
  canInviteAgain: boolean;
  /** The reader's own, which cannot be deactivated. */
  isOwn: boolean;
};

export type CompanyListView = { companies: CompanyView[]; previous: string | null; next: string | null };

/** Where the policy of a new company may start. */
export type PresetChoice = { value: string; label: string };
