// Taro's preset for the mini-program; config/index.ts hands this file to babel-loader, so that the root stays free of it.
module.exports = { presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5' }]] };
