import LogoutOutlined from '@ant-design/icons/LogoutOutlined';
import { useMutation } from '@tanstack/react-query';
import { staffRoles } from '@yongche/contract/vocabulary';
import { App, Button } from 'antd';
import { Fragment, lazy, Suspense, useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, useHref, useLocation, useMatch } from 'react-router';
import { sentenceOf } from '../api';
import { menuGroups, menuOf } from '../navigation';
import { useUpdateOnTheWay } from '../page-update';
import { logOut, useStaff } from '../session';
import { BrandMark } from './brand';
import { ErrorBoundary } from './error-boundary';
import styles from './layout.module.css';
import { PageUpdateButton } from './page-update-line';
import { PageSkeleton } from './page-skeleton';
import { TerminalSeat } from './terminal-seat';

const Sending = lazy(() => import('../domains/capture/store/sending'));

/** Entries up to which a menu needs no headings. */
const longMenu = 9;

/** The frame of every page after login: who works where, the menu of the role, and the page. */
export function Layout() {
  const staff = useStaff();
  const menu = menuOf(staff);
  const { pathname } = useLocation();
  useUpdateOnTheWay();
  const [isDeal, isConsole, isStation] = [useMatch('/transactions/:id') !== null, useMatch('/inspection') !== null, useMatch('/capture') !== null];
  // The page at hand may be far down a long menu.
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [pathname]);
  return (
    <div className={styles.frame} data-narrow={isDeal || isConsole || isStation}>
      <Suspense fallback={null}>{staff.role === 'operator' && <Sending staff={staff} />}</Suspense>
      <header className={`${styles.top} no-print`}>
        <BrandMark />
        <span className={styles.brand}>甬车</span>
        <span className={styles.subtitle}>二手车交易影像核对</span>
        {staff.market && <span className={styles.market}>{staff.market.name}</span>}
        <TerminalSeat />
        <PageUpdateButton />
        <Link to="/account" className={styles.person} title="我的账号与安全">
          <b>{staff.name}</b>
          <span>{staffRoles[staff.role]}</span>
        </Link>
        <Logout />
      </header>
      <nav ref={nav} className={`${styles.menu} no-print`} aria-label="主菜单">
        {menu.map(({ path, label, icon, group }, at) => (
          <Fragment key={path}>
            {menu.length > longMenu && at > 0 && (at === 1 || group !== menu[at - 1]!.group) && <p className={styles.group}>{menuGroups[group]}</p>}
            <NavLink to={path} end={menu.some((other) => other.path.startsWith(`${path}/`))} title={label} aria-label={label} className={styles.entry}>
              {icon}
              <span>{label}</span>
            </NavLink>
          </Fragment>
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
    mutationFn: logOut,
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
