hit('f:form');
