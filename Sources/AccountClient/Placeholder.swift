// The first declaration of this module is on its way.
