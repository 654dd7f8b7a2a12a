/** Who asks: a person with a session, a program of the installation, or nobody in particular. */
export type PersonActor = {
  kind: 'person';
  id: string;
  companyId: string;
  name: string;
  email: string;
  isAdministrator: boolean;
  isInstallationOperator: boolean;
  hasKeyManagement: boolean;
  hasMfa: boolean;
  sessionId: string;
};

/**
 * `machine` is somebody at the machine itself, with the break-glass command. `operator` stands in a company's audit for the
 * operator of the installation, who is a stranger there: who it was stands in the audit of the installation.
 */
export type SystemActor = { kind: 'system'; name: 'setup' | 'worker' | 'machine' | 'operator' };

export type AnonymousActor = { kind: 'anonymous' };

export type Actor = PersonActor | SystemActor | AnonymousActor;
