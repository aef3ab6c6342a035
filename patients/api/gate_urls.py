"""The addresses of questions and enquiries under /api/v1/."""

from django.urls import path

from patients.api import enquiries, questions

an_enquiry = "enquiries/<uuid:uuid>/"
a_question = "questions/<uuid:uuid>/"

urlpatterns = [
    path("me/questions/", questions.OwnQuestionsView.as_view(), name="own_questions"),
    path("me/questions/<uuid:uuid>/", questions.OwnQuestionView.as_view(), name="own_question"),
    path("questions/", questions.QuestionsView.as_view(), name="questions"),
    path(a_question, questions.QuestionView.as_view(), name="question"),
    path(a_question + "reply/", questions.ReplyView.as_view(), name="answer_question"),
    path(a_question + "close/", questions.CloseQuestionView.as_view(), name="close_question"),
    path("enquiries/", enquiries.EnquiriesView.as_view(), name="enquiries"),
    path(an_enquiry, enquiries.EnquiryView.as_view(), name="enquiry"),
    path(an_enquiry + "register/", enquiries.RegisterEnquiryView.as_view(), name="register_enquiry"),
    path(an_enquiry + "decline/", enquiries.DeclineEnquiryView.as_view(), name="decline_enquiry"),
]
