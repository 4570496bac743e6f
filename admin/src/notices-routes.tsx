import { lazy } from 'react';
import { Route } from 'react-router';
import { RequireRole } from './components/require-role';
import { rolesOf } from './navigation';

const BulletinsPage = lazy(() => import('./domains/notices/bulletins-page'));
const BulletinPage = lazy(() => import('./domains/notices/bulletin-page'));
const DestinationsPage = lazy(() => import('./domains/notices/destinations-page'));

/** The addresses of 月度通报. */
export const noticesRoutes = (
  <>
    <Route element={<RequireRole roles={rolesOf('/bulletins')} />}>
      <Route path="/bulletins" element={<BulletinsPage />} />
      <Route path="/bulletins/:id" element={<BulletinPage />} />
    </Route>
    <Route element={<RequireRole roles={[...rolesOf('/bulletins'), ...rolesOf('/bulletin-destinations')]} />}>
      <Route path="/bulletin-destinations" element={<DestinationsPage />} />
    </Route>
  </>
);
