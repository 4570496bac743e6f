import AuditOutlined from '@ant-design/icons/AuditOutlined';
import BookOutlined from '@ant-design/icons/BookOutlined';
import BarChartOutlined from '@ant-design/icons/BarChartOutlined';
import CarOutlined from '@ant-design/icons/CarOutlined';
import ClearOutlined from '@ant-design/icons/ClearOutlined';
import ControlOutlined from '@ant-design/icons/ControlOutlined';
import DesktopOutlined from '@ant-design/icons/DesktopOutlined';
import FileProtectOutlined from '@ant-design/icons/FileProtectOutlined';
import FileSearchOutlined from '@ant-design/icons/FileSearchOutlined';
import IdcardOutlined from '@ant-design/icons/IdcardOutlined';
import LineChartOutlined from '@ant-design/icons/LineChartOutlined';
import PercentageOutlined from '@ant-design/icons/PercentageOutlined';
import QrcodeOutlined from '@ant-design/icons/QrcodeOutlined';
import SafetyCertificateOutlined from '@ant-design/icons/SafetyCertificateOutlined';
import SafetyOutlined from '@ant-design/icons/SafetyOutlined';
import ShopOutlined from '@ant-design/icons/ShopOutlined';
import SolutionOutlined from '@ant-design/icons/SolutionOutlined';
import TeamOutlined from '@ant-design/icons/TeamOutlined';
import UnorderedListOutlined from '@ant-design/icons/UnorderedListOutlined';
import type { ReactNode } from 'react';
import type { Staff } from './session';

type Role = Staff['role'];

/** One entry of the menu and who sees it; the order is that of the menu. */
interface Entry {
  path: string;
  label: string;
  icon: ReactNode;
  roles: readonly Role[];
  /** Roles whose work of the day this is: it stands first in their menu. */
  firstFor?: readonly Role[];
}

/** The menu of every role. The server decides by itself what a role may; this only spares the others useless pages. */
const navigation: readonly Entry[] = [
  { path: '/queue', label: '待核对', icon: <UnorderedListOutlined />, roles: ['operator'] },
  { path: '/inspection', label: '核查台', icon: <FileSearchOutlined />, roles: ['inspector'], firstFor: ['inspector'] },
  {
    path: '/transactions',
    label: '交易查询',
    icon: <CarOutlined />,
    roles: ['operator', 'market_manager', 'inspector', 'clerk', 'finance', 'president'],
  },
  { path: '/counter-verification', label: '柜台实人核验', icon: <IdcardOutlined />, roles: ['operator'] },
  {
    path: '/register/requests',
    label: '登记业务待办',
    icon: <AuditOutlined />,
    roles: ['clerk', 'market_manager', 'inspector', 'president'],
    firstFor: ['clerk'],
  },
  {
    path: '/register/companies',
    label: '企业名册',
    icon: <ShopOutlined />,
    roles: ['clerk', 'inspector', 'finance', 'president'],
  },
  {
    path: '/register/certificates',
    label: '代理证名册',
    icon: <SolutionOutlined />,
    roles: ['clerk', 'inspector', 'finance', 'president'],
  },
  {
    path: '/register/terminals',
    label: '固定端',
    icon: <DesktopOutlined />,
    roles: ['clerk', 'market_manager', 'inspector', 'finance', 'president'],
  },
  {
    path: '/register/ledger',
    label: '登记台账',
    icon: <BookOutlined />,
    roles: ['clerk', 'inspector', 'finance', 'president', 'auditor', 'policy_adviser'],
  },
  {
    path: '/register/cleanup',
    label: '主体资格清理',
    icon: <ClearOutlined />,
    roles: ['clerk', 'president', 'inspector'],
  },
  {
    path: '/check-certificate',
    label: '代理证查验',
    icon: <QrcodeOutlined />,
    roles: ['operator', 'market_manager', 'clerk', 'inspector'],
  },
  {
    path: '/staff',
    label: '员工账号',
    icon: <TeamOutlined />,
    roles: ['technician', 'security_officer', 'auditor', 'market_manager'],
  },
  {
    path: '/privacy',
    label: '个人信息',
    icon: <SafetyOutlined />,
    roles: ['clerk', 'inspector', 'security_officer', 'auditor'],
  },
  {
    path: '/inspection/figures',
    label: '核查统计',
    icon: <LineChartOutlined />,
    roles: ['inspector', 'president', 'auditor', 'clerk', 'policy_adviser'],
  },
  { path: '/inspection/plans', label: '抽样计划', icon: <PercentageOutlined />, roles: ['inspector', 'president', 'auditor'] },
  {
    path: '/checks/figures',
    label: '预检统计',
    icon: <BarChartOutlined />,
    roles: ['market_manager', 'inspector', 'technician', 'president', 'auditor', 'policy_adviser'],
  },
  {
    path: '/checks/packs',
    label: '规则包',
    icon: <ControlOutlined />,
    roles: ['inspector', 'technician', 'president', 'auditor', 'policy_adviser'],
  },
  {
    path: '/evidence',
    label: '存证日志',
    icon: <SafetyCertificateOutlined />,
    roles: ['clerk', 'inspector', 'president', 'technician', 'security_officer', 'auditor'],
  },
  {
    path: '/audit',
    label: '审计日志',
    icon: <FileProtectOutlined />,
    roles: ['auditor', 'security_officer', 'technician'],
    firstFor: ['auditor'],
  },
];

/** Who may open a page, by its path in the menu. */
export const rolesOf = (path: string): readonly Role[] => navigation.find((entry) => entry.path === path)?.roles ?? [];

/** The menu of one role: the work of its day, then the rest. */
export function menuOf({ role }: Pick<Staff, 'role'>): Entry[] {
  const entries = navigation.filter(({ roles }) => roles.includes(role));
  const isFirst = ({ firstFor }: Entry) => firstFor?.includes(role) ?? false;
  return [...entries.filter(isFirst), ...entries.filter((entry) => !isFirst(entry))];
}

/** The page on which a role begins its day. */
export const homeOf = (staff: Pick<Staff, 'role'>): string => menuOf(staff)[0]?.path ?? '/account';
