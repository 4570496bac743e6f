import { useQuery, type QueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '@yongche/contract';
import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { call, isPassing, isRefusal } from './api';
import { LoadFailure } from './components/load-failure';
import { PageSkeleton } from './components/page-skeleton';
import { forgetOperator, rememberOperator, useOperatorWithoutNetwork } from './domains/capture/store/remembered-operator';
import { endings } from './session-endings';

/** The person who is logged in, with role and, for an operator, the market. */
export type Staff = AnswerOf<'GET /staff-sessions/current'>;

export const sessionKey = ['session'];

export { endings, forgetOperator };

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
        if (!isRefusal(error, ...endings)) throw error;
        await forgetOperator();
        return null;
      }
    },
    staleTime: 5 * 60_000,
  });
}

/** Why the last session ended, for the login page to say. */
export const farewellKey = ['farewell'];

/** 退出登录: this PC forgets the operator first, so that nobody goes on in that name should the network be gone right after. */
export async function logOut(): Promise<void> {
  await forgetOperator();
  await call('DELETE /staff-sessions/current');
}

/** After a logout, or an answer that the session is over: nothing of the former person stays in memory. */
export function forgetSession(client: QueryClient, why?: string): void {
  void forgetOperator();
  client.removeQueries({ predicate: ({ queryKey: [first] }) => first !== sessionKey[0] && first !== farewellKey[0] });
  if (why) client.setQueryData(farewellKey, why);
  client.setQueryData(sessionKey, null);
}

/** Shows its children to staff only; others go to the login page and come back afterwards. */
export function RequireStaff({ children }: { children: ReactNode }) {
  const session = useSession();
  const { pathname, search } = useLocation();
  const isUnreachable = isPassing(session.failureReason);
  const remembered = useOperatorWithoutNetwork(pathname === '/capture', { answer: session.data, isUnreachable, askAgain: () => void session.refetch() });
  useEffect(() => {
    if (session.data) void rememberOperator(session.data);
  }, [session.data]);
  if (session.data === null) {
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/login${next}`} replace />;
  }
  const staff = session.data ?? remembered;
  if (!staff) return session.isPending ? <PageSkeleton /> : <LoadFailure error={session.error} onRetry={() => void session.refetch()} />;
  // The first log-in comes before everything else.
  if (staff.owes && pathname !== '/first-login') return <Navigate to="/first-login" replace />;
  return <StaffContext.Provider value={staff}>{children}</StaffContext.Provider>;
}

/** Where to go after a login: a path of this app only, never another site. */
export function safeNext(next: string | null): string | undefined {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : undefined;
}
