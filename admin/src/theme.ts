import type { ThemeConfig } from 'antd';

/** 甬车's look: deep blue-green on cool paper. The same colours stand as CSS variables in styles.css. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0e5f6b',
    colorInfo: '#0e5f6b',
    colorLink: '#0e5f6b',
    colorSuccess: '#2a7a4b',
    colorWarning: '#b06f12',
    colorError: '#b23a2c',
    colorText: '#16292e',
    colorTextSecondary: '#54686e',
    colorTextPlaceholder: '#5c6f75',
    colorBorder: '#c9d5d7',
    colorBorderSecondary: '#e0e7e8',
    colorBgLayout: '#f2f5f5',
    borderRadius: 6,
    controlHeight: 36,
    fontSize: 14,
    fontFamily:
      "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, -apple-system, sans-serif",
  },
  components: {
    Button: { fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
};
