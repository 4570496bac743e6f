import CarOutlined from '@ant-design/icons/CarOutlined';
import IdcardOutlined from '@ant-design/icons/IdcardOutlined';
import LogoutOutlined from '@ant-design/icons/LogoutOutlined';
import UnorderedListOutlined from '@ant-design/icons/UnorderedListOutlined';
import { useMutation } from '@tanstack/react-query';
import { staffRoles } from '@yongche/contract/vocabulary';
import { App, Button } from 'antd';
import { Suspense, type ReactNode } from 'react';
import { NavLink, Outlet, useHref, useLocation, useMatch } from 'react-router';
import { call, sentenceOf } from '../api';
import { useStaff, type Staff } from '../session';
import { BrandMark } from './brand';
import { ErrorBoundary } from './error-boundary';
import styles from './layout.module.css';
import { PageSkeleton } from './page-skeleton';

/** One entry of the menu; without `role` everybody sees it. */
interface Entry {
  to: string;
  title: string;
  icon: ReactNode;
  role?: Staff['role'];
}

const entries: Entry[] = [
  { to: '/queue', title: '待核对', icon: <UnorderedListOutlined />, role: 'operator' },
  { to: '/transactions', title: '交易查询', icon: <CarOutlined /> },
  { to: '/counter-verification', title: '柜台实人核验', icon: <IdcardOutlined />, role: 'operator' },
];

/** The frame of every page after login: who works where, the menu of the role, and the page. */
export function Layout() {
  const staff = useStaff();
  const { pathname } = useLocation();
  const isDeal = useMatch('/transactions/:id') !== null;
  return (
    <div className={styles.frame} data-narrow={isDeal}>
      <header className={`${styles.top} no-print`}>
        <BrandMark />
        <span className={styles.brand}>甬车</span>
        <span className={styles.subtitle}>二手车交易影像核对</span>
        {staff.market && <span className={styles.market}>{staff.market.name}</span>}
        <span className={styles.person}>
          <b>{staff.name}</b>
          <span>{staffRoles[staff.role]}</span>
        </span>
        <Logout />
      </header>
      <nav className={`${styles.menu} no-print`} aria-label="主菜单">
        {entries
          .filter(({ role }) => !role || role === staff.role)
          .map(({ to, title, icon }) => (
            <NavLink key={to} to={to} title={title} aria-label={title} className={styles.entry}>
              {icon}
              <span>{title}</span>
            </NavLink>
          ))}
      </nav>
      <main className={styles.page}>
        <ErrorBoundary key={pathname}>
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
    </div>
  );
}

function Logout() {
  const login = useHref('/login');
  const { message } = App.useApp();
  const logout = useMutation({
    mutationFn: () => call('DELETE /staff-sessions/current'),
    // A full load of the login page leaves no deal and no picture in memory.
    onSuccess: () => window.location.assign(login),
    onError: (error) => message.error(`没有退出成功：${sentenceOf(error)}`),
  });
  return (
    <Button
      className={styles.logout}
      type="text"
      icon={<LogoutOutlined />}
      loading={logout.isPending}
      onClick={() => logout.mutate()}
    >
      退出登录
    </Button>
  );
}
