import { lazy } from 'react';
import { Route } from 'react-router';
import { RequireRole } from './components/require-role';
import { rolesOf } from './navigation';

const FinancePage = lazy(() => import('./domains/finance/finance-page'));
const ReceivablesPage = lazy(() => import('./domains/finance/receivables-page'));
const OrdersPage = lazy(() => import('./domains/payments/orders-page'));
const OrderPage = lazy(() => import('./domains/payments/order-page'));
const RefundsPage = lazy(() => import('./domains/payments/refunds-page'));
const CashPage = lazy(() => import('./domains/payments/cash-page'));
const PayeeAccountsPage = lazy(() => import('./domains/payments/payee-accounts-page'));
const ReconciliationPage = lazy(() => import('./domains/reconciliation/reconciliation-page'));
const ReconciliationDeskPage = lazy(() => import('./domains/reconciliation/desk-page'));
const StatementsPage = lazy(() => import('./domains/reconciliation/statements-page'));
const StatementLinesPage = lazy(() => import('./domains/reconciliation/lines-page'));
const AccountsPage = lazy(() => import('./domains/ledger/accounts-page'));
const BookingsPage = lazy(() => import('./domains/ledger/bookings-page'));
const SourcesAndUsesPage = lazy(() => import('./domains/ledger/sources-and-uses-page'));
const ExpensesPage = lazy(() => import('./domains/ledger/expenses-page'));
const BudgetsPage = lazy(() => import('./domains/ledger/budgets-page'));
const MonthsPage = lazy(() => import('./domains/ledger/months-page'));

/** The addresses of finance's desk: payments, reconciliation and the ledger. */
export const financeRoutes = (
  <>
    <Route element={<RequireRole roles={rolesOf('/finance')} />}>
      <Route path="/finance" element={<FinancePage />} />
    </Route>
    <Route element={<RequireRole roles={rolesOf('/payments')} />}>
      <Route path="/receivables" element={<ReceivablesPage />} />
      <Route path="/payments" element={<OrdersPage />} />
      <Route path="/payments/:id" element={<OrderPage />} />
      <Route path="/payments/refunds" element={<RefundsPage />} />
      <Route path="/payments/cash" element={<CashPage />} />
      <Route path="/payments/accounts" element={<PayeeAccountsPage />} />
    </Route>
    <Route element={<RequireRole roles={rolesOf('/reconciliation')} />}>
      <Route path="/reconciliation" element={<ReconciliationPage />} />
      <Route path="/reconciliation/statements" element={<StatementsPage />} />
      <Route path="/reconciliation/lines" element={<StatementLinesPage />} />
    </Route>
    <Route element={<RequireRole roles={['finance']} />}>
      <Route path="/reconciliation/desk" element={<ReconciliationDeskPage />} />
    </Route>
    <Route element={<RequireRole roles={rolesOf('/ledger')} />}>
      <Route path="/ledger" element={<AccountsPage />} />
      <Route path="/ledger/bookings" element={<BookingsPage />} />
      <Route path="/ledger/months" element={<MonthsPage />} />
    </Route>
    <Route element={<RequireRole roles={[...rolesOf('/ledger'), ...rolesOf('/ledger/expenses')]} />}>
      <Route path="/ledger/expenses" element={<ExpensesPage />} />
      <Route path="/ledger/budgets" element={<BudgetsPage />} />
    </Route>
    <Route element={<RequireRole roles={[...rolesOf('/ledger'), ...rolesOf('/ledger/expenses'), ...rolesOf('/ledger/sources-and-uses')]} />}>
      <Route path="/ledger/sources-and-uses" element={<SourcesAndUsesPage />} />
    </Route>
  </>
);
