import { useQuery, type QueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '@yongche/contract';
import { createContext, useContext, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { call, isRefusal } from './api';
import { LoadFailure } from './components/load-failure';
import { PageSkeleton } from './components/page-skeleton';

/** The person who is logged in, with role and, for an operator, the market. */
export type Staff = AnswerOf<'GET /staff-sessions/current'>;

export const sessionKey = ['session'];

/** Refusals that end the session, or that it could not go on with here. */
export const endings = ['request.unauthenticated', 'terminal.required', 'terminal.not_in_force', 'terminal.put_out'] as const;

const StaffContext = createContext<Staff | null>(null);

/** The logged-in person; only below `RequireStaff`. */
export function useStaff(): Staff {
  const staff = useContext(StaffContext);
  if (!staff) throw new Error('useStaff outside of RequireStaff');
  return staff;
}

/** Asks the server who is logged in: null means nobody. */
export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: async ({ signal }): Promise<Staff | null> => {
      try {
        return await call('GET /staff-sessions/current', { signal });
      } catch (error) {
        if (isRefusal(error, ...endings)) return null;
        throw error;
      }
    },
    staleTime: 5 * 60_000,
  });
}

/** Why the last session ended, for the login page to say. */
export const farewellKey = ['farewell'];

/** After a logout, or an answer that the session is over: nothing of the former person stays in memory. */
export function forgetSession(client: QueryClient, why?: string): void {
  client.removeQueries({ predicate: ({ queryKey: [first] }) => first !== sessionKey[0] && first !== farewellKey[0] });
  if (why) client.setQueryData(farewellKey, why);
  client.setQueryData(sessionKey, null);
}

/** Shows its children to staff only; others go to the login page and come back afterwards. */
export function RequireStaff({ children }: { children: ReactNode }) {
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.isPending) return <PageSkeleton />;
  if (session.data === undefined) return <LoadFailure error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === null) {
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/login${next}`} replace />;
  }
  // The first log-in comes before everything else.
  if (session.data.owes && pathname !== '/first-login') return <Navigate to="/first-login" replace />;
  return <StaffContext.Provider value={session.data}>{children}</StaffContext.Provider>;
}

/** Where to go after a login: a path of this app only, never another site. */
export function safeNext(next: string | null): string | undefined {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : undefined;
}
