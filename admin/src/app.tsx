import { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { Layout } from './components/layout';
import { NotFound } from './components/not-found';
import { PageSkeleton } from './components/page-skeleton';
import { RequireRole } from './components/require-role';
import { LoginPage } from './domains/identity/login-page';
import { figuresRoutes } from './figures-routes';
import { financeRoutes } from './finance-routes';
import { homeOf, rolesOf } from './navigation';
import { noticesRoutes } from './notices-routes';
import { RequireStaff, useStaff } from './session';
import { operationsRoutes } from './operations-routes';
import { statisticsRoutes } from './statistics-routes';

const QueuePage = lazy(() => import('./domains/transactions/queue-page'));
const CapturePage = lazy(() => import('./domains/capture/capture-page'));
const DealPage = lazy(() => import('./domains/transactions/deal-page'));
const DealsPage = lazy(() => import('./domains/transactions/deals-page'));
const MarketFiguresPage = lazy(() => import('./domains/transactions/market-figures-page'));
const VoucherPage = lazy(() => import('./domains/transactions/voucher-page'));
const RequestsPage = lazy(() => import('./domains/registry/requests-page'));
const NewRequestPage = lazy(() => import('./domains/registry/new-request-page'));
const RequestPage = lazy(() => import('./domains/registry/request-page'));
const CompaniesPage = lazy(() => import('./domains/registry/companies-page'));
const CompanyPage = lazy(() => import('./domains/registry/company-page'));
const CertificatesPage = lazy(() => import('./domains/registry/certificates-page'));
const CertificatePage = lazy(() => import('./domains/registry/certificate-page'));
const TerminalsPage = lazy(() => import('./domains/registry/terminals-page'));
const TerminalPage = lazy(() => import('./domains/registry/terminal-page'));
const PairThisPcPage = lazy(() => import('./domains/registry/pair-this-pc-page'));
const LedgerPage = lazy(() => import('./domains/registry/ledger-page'));
const CleanupPage = lazy(() => import('./domains/registry/cleanup-page'));
const CheckCertificatePage = lazy(() => import('./domains/registry/check-certificate-page'));
const PrivacyPage = lazy(() => import('./domains/privacy/privacy-page'));
const CounterVerificationPage = lazy(() => import('./domains/identity/counter-verification-page'));
const FirstLoginPage = lazy(() => import('./domains/identity/first-login-page'));
const AccountPage = lazy(() => import('./domains/identity/account-page'));
const StaffPage = lazy(() => import('./domains/identity/staff-page'));
const AuditPage = lazy(() => import('./domains/audit/audit-page'));
const RulePacksPage = lazy(() => import('./domains/checks/rule-packs-page'));
const RulePackPage = lazy(() => import('./domains/checks/rule-pack-page'));
const RulePackDraftPage = lazy(() => import('./domains/checks/rule-pack-draft-page'));
const CheckFiguresPage = lazy(() => import('./domains/checks/check-figures-page'));
const ConsolePage = lazy(() => import('./domains/inspections/console/console-page'));
const SamplingPlansPage = lazy(() => import('./domains/inspections/plans/sampling-plans-page'));
const SamplingPlanPage = lazy(() => import('./domains/inspections/plans/sampling-plan-page'));
const SamplingPlanDraftPage = lazy(() => import('./domains/inspections/plans/sampling-plan-draft-page'));
const InspectionFiguresPage = lazy(() => import('./domains/inspections/figures/inspection-figures-page'));
const ProblemsPage = lazy(() => import('./domains/inspections/problems-page'));
const ProblemPage = lazy(() => import('./domains/inspections/problem-page'));
const ViolationsPage = lazy(() => import('./domains/discipline/violations-page'));
const ViolationNewPage = lazy(() => import('./domains/discipline/violation-new-page'));
const ViolationPage = lazy(() => import('./domains/discipline/violation-page'));
const StandingPage = lazy(() => import('./domains/discipline/standing-page'));
const OwnStandingPage = lazy(() => import('./domains/discipline/own-standing-page'));
const MeasuresPage = lazy(() => import('./domains/discipline/measures-page'));
const RuleBooksPage = lazy(() => import('./domains/discipline/rule-books-page'));
const RuleBookPage = lazy(() => import('./domains/discipline/rule-book-page'));
const RuleBookDraftPage = lazy(() => import('./domains/discipline/rule-book-draft-page'));
const ScoreCardsPage = lazy(() => import('./domains/discipline/score-cards-page'));
const ScoreCardPage = lazy(() => import('./domains/discipline/score-card-page'));
const DisciplineFiguresPage = lazy(() => import('./domains/discipline/discipline-figures-page'));
const MeetingsPage = lazy(() => import('./domains/governance/meetings-page'));
const MeetingPage = lazy(() => import('./domains/governance/meeting-page'));
const MembersPage = lazy(() => import('./domains/members/members-page'));
const MemberPage = lazy(() => import('./domains/members/member-page'));
const ChangesPage = lazy(() => import('./domains/members/changes-page'));
const ChangePage = lazy(() => import('./domains/members/change-page'));
const DuesPage = lazy(() => import('./domains/members/dues-page'));
const DuesRunPage = lazy(() => import('./domains/members/dues-run-page'));
const DuePage = lazy(() => import('./domains/members/due-page'));
const SchemesPage = lazy(() => import('./domains/members/schemes-page'));
const SchemePage = lazy(() => import('./domains/members/scheme-page'));
const SchemeDraftPage = lazy(() => import('./domains/members/scheme-draft-page'));
const TariffsPage = lazy(() => import('./domains/billing/tariffs-page'));
const TariffPage = lazy(() => import('./domains/billing/tariff-page'));
const TariffDraftPage = lazy(() => import('./domains/billing/tariff-draft-page'));
const ContractsPage = lazy(() => import('./domains/billing/contracts-page'));
const MeterPage = lazy(() => import('./domains/billing/meter-page'));
const BillsPage = lazy(() => import('./domains/billing/bills-page'));
const BillPreviewPage = lazy(() => import('./domains/billing/bill-preview-page'));
const BillPage = lazy(() => import('./domains/billing/bill-page'));
const MyBillsPage = lazy(() => import('./domains/billing/my-bills-page'));
const BackupsPage = lazy(() => import('./domains/operations/backups-page'));
const ReleasesPage = lazy(() => import('./domains/operations/releases-page'));
const EvidenceLogPage = lazy(() => import('./domains/evidence/evidence-log-page'));

/** Every address of the staff web, below /admin. */
export function App() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Routes>
        <Route path="/login" element={<LoginPage />} />
        <Route path="/pair-this-pc" element={<PairThisPcPage />} />
        <Route
          path="/first-login"
          element={
            <RequireStaff>
              <FirstLoginPage />
            </RequireStaff>
          }
        />
        <Route
          element={
            <RequireStaff>
              <Layout />
            </RequireStaff>
          }
        >
          <Route index element={<Home />} />
          <Route element={<RequireRole roles={['operator']} />}>
            <Route path="/queue" element={<QueuePage />} />
            <Route path="/capture" element={<CapturePage />} />
            <Route path="/counter-verification" element={<CounterVerificationPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/inspection')} />}>
            <Route path="/inspection" element={<ConsolePage />} />
            <Route path="/inspection/plans/new" element={<SamplingPlanDraftPage />} />
            <Route path="/inspection/plans/:version/edit" element={<SamplingPlanDraftPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/inspection/plans')} />}>
            <Route path="/inspection/plans" element={<SamplingPlansPage />} />
            <Route path="/inspection/plans/:version" element={<SamplingPlanPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/inspection/figures')} />}>
            <Route path="/inspection/figures" element={<InspectionFiguresPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/transactions')} />}>
            <Route path="/transactions" element={<DealsPage />} />
            <Route path="/transactions/:id" element={<DealPage />} />
            <Route path="/transactions/:id/voucher" element={<VoucherPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/market-figures')} />}>
            <Route path="/market-figures" element={<MarketFiguresPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/checks/packs')} />}>
            <Route path="/checks/packs" element={<RulePacksPage />} />
            <Route path="/checks/packs/:version" element={<RulePackPage />} />
          </Route>
          <Route element={<RequireRole roles={['technician', 'inspector']} />}>
            <Route path="/checks/packs/new" element={<RulePackDraftPage />} />
            <Route path="/checks/packs/:version/edit" element={<RulePackDraftPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/checks/figures')} />}>
            <Route path="/checks/figures" element={<CheckFiguresPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/problems')} />}>
            <Route path="/problems" element={<ProblemsPage />} />
            <Route path="/problems/:id" element={<ProblemPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/violations')} />}>
            <Route path="/violations" element={<ViolationsPage />} />
            <Route path="/violations/:id" element={<ViolationPage />} />
            <Route path="/standings/:subjectType/:id" element={<StandingPage />} />
          </Route>
          <Route element={<RequireRole roles={['inspector', 'clerk']} />}>
            <Route path="/violations/new" element={<ViolationNewPage />} />
            <Route path="/rule-books/new" element={<RuleBookDraftPage />} />
            <Route path="/rule-books/:version/edit" element={<RuleBookDraftPage />} />
          </Route>
          <Route element={<RequireRole roles={['operator', 'market_manager']} />}>
            <Route path="/standings/market" element={<OwnStandingPage />} />
            <Route path="/standings/mine" element={<OwnStandingPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/measures')} />}>
            <Route path="/measures" element={<MeasuresPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/score-cards')} />}>
            <Route path="/score-cards" element={<ScoreCardsPage />} />
            <Route path="/score-cards/:kind/:id" element={<ScoreCardPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/rule-books')} />}>
            <Route path="/rule-books" element={<RuleBooksPage />} />
            <Route path="/rule-books/:version" element={<RuleBookPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/discipline-figures')} />}>
            <Route path="/discipline-figures" element={<DisciplineFiguresPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/meetings')} />}>
            <Route path="/meetings" element={<MeetingsPage />} />
            <Route path="/meetings/:id" element={<MeetingPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/members')} />}>
            <Route path="/members" element={<MembersPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/dues')} />}>
            <Route path="/members/:id" element={<MemberPage />} />
            <Route path="/membership-changes" element={<ChangesPage />} />
            <Route path="/membership-changes/:id" element={<ChangePage />} />
            <Route path="/dues" element={<DuesPage />} />
            <Route path="/dues/:id" element={<DuePage />} />
            <Route path="/dues-schemes" element={<SchemesPage />} />
            <Route path="/dues-schemes/:version" element={<SchemePage />} />
          </Route>
          <Route element={<RequireRole roles={['clerk']} />}>
            <Route path="/dues/run" element={<DuesRunPage />} />
            <Route path="/dues-schemes/new" element={<SchemeDraftPage />} />
            <Route path="/dues-schemes/:version/edit" element={<SchemeDraftPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/tariffs')} />}>
            <Route path="/tariffs" element={<TariffsPage />} />
            <Route path="/tariffs/:version" element={<TariffPage />} />
          </Route>
          <Route element={<RequireRole roles={['finance', 'clerk']} />}>
            <Route path="/tariffs/new" element={<TariffDraftPage />} />
            <Route path="/tariffs/:version/edit" element={<TariffDraftPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/service-contracts')} />}>
            <Route path="/service-contracts" element={<ContractsPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/meter')} />}>
            <Route path="/meter" element={<MeterPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/bills')} />}>
            <Route path="/bills" element={<BillsPage />} />
            <Route path="/bills/preview" element={<BillPreviewPage />} />
          </Route>
          <Route element={<RequireRole roles={[...rolesOf('/bills'), ...rolesOf('/my-bills')]} />}>
            <Route path="/bills/:id" element={<BillPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/my-bills')} />}>
            <Route path="/my-bills" element={<MyBillsPage />} />
          </Route>
          {figuresRoutes}
          {financeRoutes}
          {statisticsRoutes}
          {noticesRoutes}
          {operationsRoutes}
          <Route element={<RequireRole roles={rolesOf('/market-backups')} />}>
            <Route path="/market-backups" element={<BackupsPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/page-releases')} />}>
            <Route path="/page-releases" element={<ReleasesPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/evidence')} />}>
            <Route path="/evidence" element={<EvidenceLogPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/staff')} />}>
            <Route path="/staff" element={<StaffPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/audit')} />}>
            <Route path="/audit" element={<AuditPage />} />
          </Route>
          <Route path="/account" element={<AccountPage />} />
          <Route element={<RequireRole roles={rolesOf('/register/requests')} />}>
            <Route path="/register/requests" element={<RequestsPage />} />
            <Route path="/register/requests/new" element={<NewRequestPage />} />
            <Route path="/register/requests/:id" element={<RequestPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/register/companies')} />}>
            <Route path="/register/companies" element={<CompaniesPage />} />
            <Route path="/register/companies/:id" element={<CompanyPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/register/certificates')} />}>
            <Route path="/register/certificates" element={<CertificatesPage />} />
            <Route path="/register/certificates/:id" element={<CertificatePage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/register/terminals')} />}>
            <Route path="/register/terminals" element={<TerminalsPage />} />
            <Route path="/register/terminals/:id" element={<TerminalPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/register/ledger')} />}>
            <Route path="/register/ledger" element={<LedgerPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/register/cleanup')} />}>
            <Route path="/register/cleanup/*" element={<CleanupPage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/check-certificate')} />}>
            <Route path="/check-certificate" element={<CheckCertificatePage />} />
          </Route>
          <Route element={<RequireRole roles={rolesOf('/privacy')} />}>
            <Route path="/privacy" element={<PrivacyPage />} />
          </Route>
          <Route path="*" element={<NotFound />} />
        </Route>
      </Routes>
    </Suspense>
  );
}

function Home() {
  return <Navigate to={homeOf(useStaff())} replace />;
}
