module.exports = { title: 'Loom' };
