"""One module a page. Each asks queries and services, and hands a page object to its template."""
