import { lazy } from 'react';
import { Route } from 'react-router';
import { RequireRole } from './components/require-role';
import { rolesOf } from './navigation';

const StatisticsPage = lazy(() => import('./domains/statistics/statistics-page'));
const PeriodPage = lazy(() => import('./domains/statistics/period-page'));
const ImportsPage = lazy(() => import('./domains/statistics/imports-page'));
const SchemaPage = lazy(() => import('./domains/statistics/schema-page'));
const ImportNewPage = lazy(() => import('./domains/statistics/import-new-page'));
const ImportPage = lazy(() => import('./domains/statistics/import-page'));
const ComparisonsPage = lazy(() => import('./domains/comparisons/comparisons-page'));
const ComparisonMonthPage = lazy(() => import('./domains/comparisons/comparison-month-page'));
const UnmatchedPage = lazy(() => import('./domains/comparisons/unmatched-page'));
const ListImportPage = lazy(() => import('./domains/comparisons/list-import-page'));

/** The addresses of 车管数据. */
export const statisticsRoutes = (
  <>
    <Route element={<RequireRole roles={rolesOf('/statistics')} />}>
      <Route path="/statistics" element={<StatisticsPage />} />
      <Route path="/statistics/periods/:period" element={<PeriodPage />} />
      <Route path="/statistics/imports" element={<ImportsPage />} />
      <Route path="/statistics/imports/:id" element={<ImportPage />} />
      <Route path="/statistics/schema" element={<SchemaPage />} />
      <Route path="/comparisons" element={<ComparisonsPage />} />
      <Route path="/comparisons/:month" element={<ComparisonMonthPage />} />
    </Route>
    <Route element={<RequireRole roles={['clerk', 'president', 'auditor']} />}>
      <Route path="/comparisons/:month/unmatched" element={<UnmatchedPage />} />
    </Route>
    <Route element={<RequireRole roles={['clerk']} />}>
      <Route path="/statistics/import" element={<ImportNewPage />} />
      <Route path="/comparisons/import" element={<ListImportPage />} />
    </Route>
  </>
);
