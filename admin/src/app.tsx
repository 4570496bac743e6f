import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { Layout } from './components/layout';
import { NotFound } from './components/not-found';
import { PageSkeleton } from './components/page-skeleton';
import { RequireRole } from './components/require-role';
import { LoginPage } from './domains/identity/login-page';
import { homeOf, RequireStaff, useStaff } from './session';

const QueuePage = lazy(() => import('./domains/transactions/queue-page'));
const DealPage = lazy(() => import('./domains/transactions/deal-page'));
const DealsPage = lazy(() => import('./domains/transactions/deals-page'));
const VoucherPage = lazy(() => import('./domains/transactions/voucher-page'));
const CounterVerificationPage = lazy(() => import('./domains/identity/counter-verification-page'));

/** Every address of the staff web, below /admin. */
export function App() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Routes>
        <Route path="/login" element={<LoginPage />} />
        <Route
          element={
            <RequireStaff>
              <Layout />
            </RequireStaff>
          }
        >
          <Route index element={<Home />} />
          <Route element={<RequireRole role="operator" />}>
            <Route path="/queue" element={<QueuePage />} />
            <Route path="/counter-verification" element={<CounterVerificationPage />} />
          </Route>
          <Route path="/transactions" element={<DealsPage />} />
          <Route path="/transactions/:id" element={<DealPage />} />
          <Route path="/transactions/:id/voucher" element={<VoucherPage />} />
          <Route path="*" element={<NotFound />} />
        </Route>
      </Routes>
    </Suspense>
  );
}

function Home() {
  return <Navigate to={homeOf(useStaff())} replace />;
}
