/** Refusals that end the session, or that it could not go on with here. */
export const endings = ['request.unauthenticated', 'terminal.required', 'terminal.not_in_force', 'terminal.put_out'] as const;
