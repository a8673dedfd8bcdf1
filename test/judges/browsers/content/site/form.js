hit('f:form').then(() => close());
